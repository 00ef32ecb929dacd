import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  Asset,
  GreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import {
  entityOf,
  fakeGreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { RouteRef } from '@backstage/frontend-plugin-api';
import { templateRouteRef } from '../routes';

/** Where the test app has an entity's page and a template's form. */
export const mountedRoutes = {
  '/catalog/:namespace/:kind/:name': entityRouteRef as unknown as RouteRef,
  '/create/templates/:namespace/:templateName':
    templateRouteRef as unknown as RouteRef,
};

/** Renders something in a test app whose Greenroom answers as given. */
export function renderWithApi(
  element: JSX.Element,
  answers: Partial<GreenroomApi> = {},
) {
  return renderInTestApp(element, {
    apis: [[greenroomApiRef, fakeGreenroomApi(answers)]],
    mountedRoutes,
  });
}

/** Renders a card on the page of an asset's entity; Greenroom answers with that asset unless told otherwise. */
export function renderOnEntity(
  card: JSX.Element,
  asset: Asset,
  answers: Partial<GreenroomApi> = {},
) {
  return renderWithApi(
    <EntityProvider entity={entityOf(asset)}>{card}</EntityProvider>,
    { getAsset: async () => asset as never, ...answers },
  );
}
