//

export * from '../models/Asset.model';
export * from '../models/AssetEvent.model';
export * from '../models/AssetEventList.model';
export * from '../models/AssetList.model';
export * from '../models/AssetManifests.model';
export * from '../models/AssetSummary.model';
export * from '../models/Capacity.model';
export * from '../models/ClusterList.model';
export * from '../models/DeclarationChanges.model';
export * from '../models/DeclareRequest.model';
export * from '../models/ErrorError.model';
export * from '../models/FieldIssue.model';
export * from '../models/ImportReport.model';
export * from '../models/ImportRequest.model';
export * from '../models/ModelError.model';
export * from '../models/OperateRequest.model';
export * from '../models/PreflightIssue.model';
export * from '../models/PreflightRequest.model';
export * from '../models/PreflightResult.model';
export * from '../models/Revision.model';
export * from '../models/RevisionList.model';
export * from '../models/StandardList.model';
export * from '../models/Status.model';
export * from '../models/TakeoverRequest.model';
