import { AssetTab } from './AssetTab';

/** Tab of a project: its model servers. */
export const ServingContent = () => (
  <AssetTab
    kind="ModelServer"
    title="Model servers"
    empty="This project serves no models. Create a model server from the template “Model server”."
  />
);
