/** Where clouds tell a machine its credentials. Nothing that people keep is there. */
const METADATA_SERVICE =
  /^[a-z0-9]+:\/\/(169\.254\.[0-9.]+|metadata(\.google\.internal)?)(:|\/|$)/i;

/** Refinement of an address that a workload reads from: not what tells it who its machine is. */
export const isNoMetadataService = (url: string) => !METADATA_SERVICE.test(url);

export const METADATA_SERVICE_PROBLEM =
  'must not lead to the metadata service of a cloud';
