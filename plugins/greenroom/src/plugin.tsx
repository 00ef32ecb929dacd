import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { RiCpuLine } from '@remixicon/react';
import { greenroomApiFactory } from './api';
import {
  isConnection,
  isModelServer,
  isProject,
  isWorkbench,
  usesAccelerators,
} from './filters';
import { rootRouteRef, templateRouteRef } from './routes';

const api = ApiBlueprint.make({
  params: define => define(greenroomApiFactory),
});

const page = PageBlueprint.make({
  params: {
    path: '/greenroom',
    routeRef: rootRouteRef,
    title: 'Greenroom',
    icon: <RiCpuLine />,
  },
});

const overview = SubPageBlueprint.make({
  name: 'overview',
  attachTo: { id: 'page:greenroom', input: 'pages' },
  params: {
    path: 'overview',
    title: 'Overview',
    loader: () => import('./pages/OverviewPage').then(m => <m.OverviewPage />),
  },
});

const accelerators = SubPageBlueprint.make({
  name: 'accelerators',
  attachTo: { id: 'page:greenroom', input: 'pages' },
  params: {
    path: 'accelerators',
    title: 'Accelerators',
    loader: () =>
      import('./pages/AcceleratorsPage').then(m => <m.AcceleratorsPage />),
  },
});

const assets = SubPageBlueprint.make({
  name: 'assets',
  attachTo: { id: 'page:greenroom', input: 'pages' },
  params: {
    path: 'assets',
    title: 'Assets',
    loader: () => import('./pages/AssetsPage').then(m => <m.AssetsPage />),
  },
});

const standards = SubPageBlueprint.make({
  name: 'standards',
  attachTo: { id: 'page:greenroom', input: 'pages' },
  params: {
    path: 'standards',
    title: 'Standards',
    loader: () =>
      import('./pages/StandardsPage').then(m => <m.StandardsPage />),
  },
});

const workbenchCard = EntityCardBlueprint.make({
  name: 'workbench',
  params: {
    type: 'content',
    filter: isWorkbench,
    loader: () =>
      import('./cards/WorkbenchCard').then(m => <m.WorkbenchCard />),
  },
});

const modelHealthCard = EntityCardBlueprint.make({
  name: 'model-health',
  params: {
    type: 'content',
    filter: isModelServer,
    loader: () =>
      import('./cards/ModelHealthCard').then(m => <m.ModelHealthCard />),
  },
});

const projectCard = EntityCardBlueprint.make({
  name: 'project',
  params: {
    type: 'content',
    filter: isProject,
    loader: () => import('./cards/ProjectCard').then(m => <m.ProjectCard />),
  },
});

const connectionCard = EntityCardBlueprint.make({
  name: 'connection',
  params: {
    type: 'content',
    filter: isConnection,
    loader: () =>
      import('./cards/ConnectionCard').then(m => <m.ConnectionCard />),
  },
});

const acceleratorCard = EntityCardBlueprint.make({
  name: 'accelerators',
  params: {
    type: 'content',
    filter: usesAccelerators,
    loader: () =>
      import('./cards/AcceleratorCard').then(m => <m.AcceleratorCard />),
  },
});

const workbenches = EntityContentBlueprint.make({
  name: 'workbenches',
  params: {
    path: '/workbenches',
    title: 'Workbenches',
    group: 'development',
    filter: isProject,
    loader: () =>
      import('./content/WorkbenchesContent').then(m => (
        <m.WorkbenchesContent />
      )),
  },
});

const serving = EntityContentBlueprint.make({
  name: 'serving',
  params: {
    path: '/serving',
    title: 'Serving',
    group: 'deployment',
    filter: isProject,
    loader: () =>
      import('./content/ServingContent').then(m => <m.ServingContent />),
  },
});

const projectPicker = FormFieldBlueprint.make({
  name: 'project-picker',
  params: {
    field: () => import('./fields/formFields').then(m => m.projectPickerField),
  },
});

const hardwarePicker = FormFieldBlueprint.make({
  name: 'hardware-picker',
  params: {
    field: () => import('./fields/formFields').then(m => m.hardwarePickerField),
  },
});

const imagePicker = FormFieldBlueprint.make({
  name: 'image-picker',
  params: {
    field: () => import('./fields/formFields').then(m => m.imagePickerField),
  },
});

const runtimePicker = FormFieldBlueprint.make({
  name: 'runtime-picker',
  params: {
    field: () => import('./fields/formFields').then(m => m.runtimePickerField),
  },
});

const connectionPicker = FormFieldBlueprint.make({
  name: 'connection-picker',
  params: {
    field: () =>
      import('./fields/formFields').then(m => m.connectionPickerField),
  },
});

const claimPicker = FormFieldBlueprint.make({
  name: 'claim-picker',
  params: {
    field: () => import('./fields/formFields').then(m => m.claimPickerField),
  },
});

const tierPicker = FormFieldBlueprint.make({
  name: 'tier-picker',
  params: {
    field: () => import('./fields/formFields').then(m => m.tierPickerField),
  },
});

/** Greenroom for the new frontend system: page, entity cards and tabs, and form fields. */
export default createFrontendPlugin({
  pluginId: 'greenroom',
  title: 'Greenroom',
  icon: <RiCpuLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    api,
    page,
    overview,
    accelerators,
    assets,
    standards,
    workbenchCard,
    modelHealthCard,
    projectCard,
    connectionCard,
    acceleratorCard,
    workbenches,
    serving,
    projectPicker,
    hardwarePicker,
    imagePicker,
    runtimePicker,
    connectionPicker,
    claimPicker,
    tierPicker,
  ],
});
