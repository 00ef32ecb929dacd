import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Alert, Flex } from '@backstage/ui';
import {
  Asset,
  Kind,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { ReactNode, useMemo } from 'react';
import { AssetResult } from '../hooks/useAsset';
import { LiveContent } from './LiveContent';
import { SimulatedBadge } from './SimulatedBadge';

export interface AssetCardProps<K extends Kind> {
  /** From `useAsset`. */
  asset: AssetResult<K>;
  title: string;
  /** What it is about, in the middle of a sentence: `this workbench`. */
  what: string;
  /** Buttons at the bottom, while there is an asset. */
  actions?: (asset: Asset<K>) => ReactNode;
  children: (asset: Asset<K>) => ReactNode;
}

/** A card about one asset: owns loading, missing, denied, failed, stale and simulated for all of them. */
export function AssetCard<K extends Kind>(props: AssetCardProps<K>) {
  const { title, what, actions, children } = props;
  const { asset, state, error, stale, refresh } = props.asset;
  const live = useMemo(
    () => ({ state, error, stale, refresh, value: asset }),
    [state, error, stale, refresh, asset],
  );
  return (
    <EntityInfoCard title={title} footerActions={asset && actions?.(asset)}>
      <LiveContent
        live={live}
        what={what}
        missing={`Greenroom does not know ${what}, or you may not see it. It may have been deleted, or be only seconds old.`}
      >
        {shown => (
          <Flex direction="column" gap="3" style={{ minWidth: 0 }}>
            {/* Where nothing else is wrong, the explanation says so. */}
            {shown.status.stale && !isExplained(shown.status) && (
              <Alert
                role="status"
                status="warning"
                icon
                title="This may be old"
                description={`The connection to cluster ${shown.cluster} is lost. What is shown is what was seen last.`}
              />
            )}
            <ReadOnly of={shown.status} />
            <Unclaimed of={shown.status} />
            {children(shown)}
            {shown.status.simulated && <SimulatedBadge />}
          </Flex>
        )}
      </LiveContent>
    </EntityInfoCard>
  );
}

function isExplained({ explanation }: Status): boolean {
  return explanation?.reason === 'Stale';
}

/** That what declares it is gone, and what one can do. */
function Unclaimed({ of: { conditions } }: { of: Status }) {
  const unclaimed = conditions.find(({ type }) => type === 'Unclaimed');
  return unclaimed ? (
    <Alert
      role="status"
      status="warning"
      icon
      title="Nothing declares this any more"
      description={unclaimed.message}
    />
  ) : null;
}

/** Why nothing is changed on the cluster, unless that is explained already. */
function ReadOnly({ of: { conditions, explanation } }: { of: Status }) {
  const why = conditions.find(
    ({ type, status }) => type === 'Writable' && status === 'False',
  );
  return why && why.reason !== explanation?.reason ? (
    <Alert
      role="status"
      status="warning"
      icon
      title="Changes are not applied"
      description={why.message}
    />
  ) : null;
}
