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
import { MemberList } from '../parts/MemberList';
import { PhaseCounts } from '../parts/PhaseCounts';
import { QuotaUseList } from '../parts/QuotaUseList';
import { NotAnAsset } from './NotAnAsset';
import { useEntityAsset } from './useEntityAsset';

/** The project of an entity: how its assets are, how much it uses, who is in it, whose it is, and where. */
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
          {!asset.deletion && (
            <>
              <ProjectAssets project={asset.project} />
              <QuotaUseList
                project={asset.project}
                quota={asset.status.quota}
                bounded={
                  Object.keys(asset.resolved.tier?.quota ?? {}).length > 0
                }
              />
            </>
          )}
          <MemberList of={asset} />
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
        'Cost centre': resolved.tier?.costCentre,
        'Meant to live': lifetimeText(asset),
        'Kept data': status.kept?.join(', '),
      }}
    />
  );
}

/** Until when the tier means a project to live. It is no promise: nothing is deleted. */
function lifetimeText({
  createdAt,
  resolved: { tier },
}: Asset<'Project'>): string | undefined {
  const [, amount, unit] = /^(\d+)([hd])$/.exec(tier?.ttl ?? '') ?? [];
  if (!amount) return undefined;
  const hours = Number(amount) * (unit === 'd' ? 24 : 1);
  const until = new Date(Date.parse(createdAt) + hours * 3_600_000);
  return `until ${until.toLocaleDateString()} (${
    tier?.ttl
  }); nothing is deleted by itself`;
}
