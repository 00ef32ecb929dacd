import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Asset,
  AssetRef,
  PHASES,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetCard,
  Explanation,
  LiveContent,
  PhaseLine,
  useAsset,
  useAssets,
} from '@greenroom/backstage-plugin-greenroom-react';
import { AssetActions } from '../dialogs/AssetActions';
import { Facts } from '../parts/Facts';
import { PhaseCounts } from '../parts/PhaseCounts';
import { NotAnAsset } from './NotAnAsset';
import { useEntityAsset } from './useEntityAsset';

/** The project of an entity: how its assets are, whose it is, and where. */
export const ProjectCard = () => {
  const ref = useEntityAsset('Project');
  return ref ? <Project of={ref} /> : <NotAnAsset title="Project" />;
};

function Project({ of }: { of: AssetRef<'Project'> }) {
  const project = useAsset(of);
  return (
    <AssetCard
      title="Project"
      what="this project"
      asset={project}
      actions={asset => <AssetActions asset={asset} onDone={project.refresh} />}
    >
      {asset => (
        <>
          <PhaseLine status={asset.status} />
          <Explanation
            of={asset.status.explanation}
            asset={asset}
            onFixed={project.refresh}
          />
          <ProjectAssets project={asset.project} />
          <ProjectFacts asset={asset} />
        </>
      )}
    </AssetCard>
  );
}

function ProjectAssets({ project }: { project: string }) {
  const assets = useAssets({ project });
  return (
    <LiveContent live={assets} what="the project's assets">
      {({ items }) => (
        <PhaseCounts
          phases={items
            .filter(({ kind }) => kind !== 'Project')
            .map(({ phase }) => phase)
            .sort((a, b) => PHASES.indexOf(a) - PHASES.indexOf(b))}
        />
      )}
    </LiveContent>
  );
}

function ProjectFacts({ asset }: { asset: Asset<'Project'> }) {
  const { owner, cluster, namespace, resolved, spec, status } = asset;
  return (
    <Facts
      facts={{
        Owner: <EntityRefLink entityRef={owner} />,
        Cluster: cluster,
        Namespace: namespace,
        Tier: resolved.tier?.title ?? resolved.tier?.name ?? spec.tier,
        'Kept data': status.kept?.join(', '),
      }}
    />
  );
}
