export { Informer } from './Informer';
export type { InformerOptions } from './InformerOptions';
export type { InformerEvent } from './InformerEvent';
export type { InformerHealth } from './InformerHealth';
export type { Projected } from './Projected';
