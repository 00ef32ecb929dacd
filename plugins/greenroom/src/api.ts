import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { GreenroomClient } from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';

/** Greenroom's API with the reader's own token; serves both frontend systems. */
export const greenroomApiFactory = createApiFactory({
  api: greenroomApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: deps => new GreenroomClient(deps),
});
