import { AssetTab } from './AssetTab';

/** Tab of a project: its workbenches. */
export const WorkbenchesContent = () => (
  <AssetTab
    kind="Workbench"
    title="Workbenches"
    empty="This project has no workbenches. Create one from the template “Workbench”."
  />
);
