import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The page `/greenroom`. */
export const rootRouteRef = createRouteRef({ id: 'greenroom' });

/** The form of a template: where "Edit" leads, filled with the current revision. */
export const templateRouteRef = createExternalRouteRef({
  id: 'greenroom.template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
