import { Flex } from '@backstage/ui';
import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  useAssets,
} from '@greenroom/backstage-plugin-greenroom-react';
import { NotAnAsset } from '../cards/NotAnAsset';
import { useEntityAsset } from '../cards/useEntityAsset';
import { AssetTable } from '../parts/AssetTable';
import { ObservedAssets } from '../parts/ObservedAssets';

const COLUMNS = ['name', 'phase', 'summary', 'owner', 'updatedAt'] as const;

export interface AssetTabProps {
  kind: Kind;
  title: string;
  empty: string;
}

/** The assets of one kind in the project whose page this is. */
export const AssetTab = ({ kind, title, empty }: AssetTabProps) => {
  const project = useEntityAsset('Project')?.project;
  return project ? (
    <ProjectAssets project={project} kind={kind} title={title} empty={empty} />
  ) : (
    <NotAnAsset title={title} />
  );
};

function ProjectAssets({
  project,
  kind,
  title,
  empty,
}: AssetTabProps & { project: string }) {
  const assets = useAssets({ project, kind });
  return (
    <Flex direction="column" gap="6" style={{ minWidth: 0 }}>
      <LiveContent live={assets} what={`the ${title.toLocaleLowerCase('en')}`}>
        {rows => <AssetTable rows={rows} columns={COLUMNS} empty={empty} />}
      </LiveContent>
      <ObservedAssets filter={{ project, kind }} />
    </Flex>
  );
}
