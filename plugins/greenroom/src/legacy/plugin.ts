import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { greenroomApiFactory } from '../api';
import { ConnectionPicker } from '../fields/ConnectionPicker';
import { HardwarePicker } from '../fields/HardwarePicker';
import { ImagePicker } from '../fields/ImagePicker';
import { ProjectPicker } from '../fields/ProjectPicker';
import { RuntimePicker } from '../fields/RuntimePicker';
import { ClaimPicker } from '../fields/ClaimPicker';
import { TierPicker } from '../fields/TierPicker';
import {
  claimSchema,
  connectionsSchema,
  hardwareSchema,
  imageSchema,
  projectSchema,
  runtimeSchema,
  tierSchema,
} from '../fields/schemas';
import {
  validateHardware,
  validateImage,
  validateProject,
  validateRuntime,
} from '../fields/validation';
import { rootRouteRef, templateRouteRef } from '../routes';

/** Greenroom for apps on the legacy frontend system. */
export const greenroomPlugin = createPlugin({
  id: 'greenroom',
  apis: [greenroomApiFactory],
  routes: { root: rootRouteRef },
  externalRoutes: { template: templateRouteRef },
});

/** The page, to be mounted at `/greenroom`. */
export const GreenroomPage = greenroomPlugin.provide(
  createRoutableExtension({
    name: 'GreenroomPage',
    component: () => import('./GreenroomPage').then(m => m.GreenroomPage),
    mountPoint: rootRouteRef,
  }),
);

/** Status of a workbench, for its entity page. */
export const EntityWorkbenchCard = greenroomPlugin.provide(
  createComponentExtension({
    name: 'EntityWorkbenchCard',
    component: {
      lazy: () => import('../cards/WorkbenchCard').then(m => m.WorkbenchCard),
    },
  }),
);

/** Health of a served model, for its entity page. */
export const EntityModelHealthCard = greenroomPlugin.provide(
  createComponentExtension({
    name: 'EntityModelHealthCard',
    component: {
      lazy: () =>
        import('../cards/ModelHealthCard').then(m => m.ModelHealthCard),
    },
  }),
);

/** A project with its assets, for its entity page. */
export const EntityProjectCard = greenroomPlugin.provide(
  createComponentExtension({
    name: 'EntityProjectCard',
    component: {
      lazy: () => import('../cards/ProjectCard').then(m => m.ProjectCard),
    },
  }),
);

/** A connection: where it leads, and whether its values are there. */
export const EntityConnectionCard = greenroomPlugin.provide(
  createComponentExtension({
    name: 'EntityConnectionCard',
    component: {
      lazy: () => import('../cards/ConnectionCard').then(m => m.ConnectionCard),
    },
  }),
);

/** Accelerators of the cluster that an entity's asset is on. */
export const EntityAcceleratorCard = greenroomPlugin.provide(
  createComponentExtension({
    name: 'EntityAcceleratorCard',
    component: {
      lazy: () =>
        import('../cards/AcceleratorCard').then(m => m.AcceleratorCard),
    },
  }),
);

/** Tab of a project: its workbenches. */
export const EntityWorkbenchesContent = greenroomPlugin.provide(
  createComponentExtension({
    name: 'EntityWorkbenchesContent',
    component: {
      lazy: () =>
        import('../content/WorkbenchesContent').then(m => m.WorkbenchesContent),
    },
  }),
);

/** Tab of a project: its model servers. */
export const EntityServingContent = greenroomPlugin.provide(
  createComponentExtension({
    name: 'EntityServingContent',
    component: {
      lazy: () =>
        import('../content/ServingContent').then(m => m.ServingContent),
    },
  }),
);

export const GreenroomProjectPicker = greenroomPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GreenroomProjectPicker',
    component: ProjectPicker,
    validation: validateProject,
    schema: projectSchema.schema,
  }),
);

export const GreenroomHardwarePicker = greenroomPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GreenroomHardwarePicker',
    component: HardwarePicker,
    validation: validateHardware,
    schema: hardwareSchema.schema,
  }),
);

export const GreenroomImagePicker = greenroomPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GreenroomImagePicker',
    component: ImagePicker,
    validation: validateImage,
    schema: imageSchema.schema,
  }),
);

export const GreenroomRuntimePicker = greenroomPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GreenroomRuntimePicker',
    component: RuntimePicker,
    validation: validateRuntime,
    schema: runtimeSchema.schema,
  }),
);

export const GreenroomConnectionPicker = greenroomPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GreenroomConnectionPicker',
    component: ConnectionPicker,
    schema: connectionsSchema.schema,
  }),
);

export const GreenroomClaimPicker = greenroomPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GreenroomClaimPicker',
    component: ClaimPicker,
    schema: claimSchema.schema,
  }),
);

export const GreenroomTierPicker = greenroomPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GreenroomTierPicker',
    component: TierPicker,
    schema: tierSchema.schema,
  }),
);
