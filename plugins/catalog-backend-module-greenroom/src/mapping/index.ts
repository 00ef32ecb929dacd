export * from './entitiesOf';
export { assetAnnotations } from './assetAnnotations';
export { modelServerCompanions } from './modelServerCompanions';
