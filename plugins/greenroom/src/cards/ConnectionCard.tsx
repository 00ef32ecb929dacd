import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex } from '@backstage/ui';
import {
  Asset,
  assetEntityRef,
  AssetRef,
  CONNECTION_TYPES,
  connectionSecret,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetCard,
  Explanation,
  PhaseLine,
  useAsset,
} from '@greenroom/backstage-plugin-greenroom-react';
import { useEffect, useState } from 'react';
import { AssetActions } from '../dialogs/AssetActions';
import { SupplyDialog } from '../dialogs/SupplyDialog';
import { ConnectionCheckResult } from '../parts/ConnectionCheckResult';
import { Facts } from '../parts/Facts';
import { useConnectionCheck } from '../parts/useConnectionCheck';
import { NotAnAsset } from './NotAnAsset';
import { useEntityAsset } from './useEntityAsset';

/** The connection of an entity: where it leads, whether its values are there and work, and what uses it. */
export const ConnectionCard = () => {
  const ref = useEntityAsset('Connection');
  return ref ? <Connection of={ref} /> : <NotAnAsset title="Connection" />;
};

function Connection({ of }: { of: AssetRef<'Connection'> }) {
  const connection = useAsset(of);
  const { check, forget, ...checked } = useConnectionCheck(of);
  const revision = connection.asset?.revision;
  useEffect(forget, [forget, revision]);
  return (
    <AssetCard
      title="Connection"
      what="this connection"
      asset={connection}
      actions={asset => (
        <Flex gap="2" style={{ flexWrap: 'wrap', justifyContent: 'flex-end' }}>
          {asset.can.includes('operate') && !asset.deletion && (
            <Button
              variant="secondary"
              isPending={checked.checking}
              onPress={check}
            >
              Check connection
            </Button>
          )}
          <Supply
            asset={asset}
            onDone={() => {
              forget();
              connection.refresh();
            }}
          />
          <AssetActions asset={asset} onDone={connection.refresh} />
        </Flex>
      )}
    >
      {asset => (
        <>
          <PhaseLine status={asset.status} />
          <Explanation
            of={asset.status.explanation}
            asset={asset}
            onFixed={connection.refresh}
          />
          <ConnectionCheckResult of={checked} />
          <ConnectionFacts asset={asset} />
        </>
      )}
    </AssetCard>
  );
}

/** Only where Greenroom keeps the Secret, and for whoever may change the connection. */
function Supply({
  asset,
  onDone,
}: {
  asset: Asset<'Connection'>;
  onDone: () => void;
}) {
  const [open, setOpen] = useState(false);
  const { can, deletion, spec } = asset;
  if (!spec.values || deletion || !can.includes('update')) return null;
  return (
    <>
      <Button variant="secondary" onPress={() => setOpen(true)}>
        Supply values…
      </Button>
      {open && (
        <SupplyDialog
          asset={asset}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onDone();
          }}
        />
      )}
    </>
  );
}

function ConnectionFacts({ asset }: { asset: Asset<'Connection'> }) {
  const { name, namespace, owner, spec, usedBy = [] } = asset;
  const { title, fields } = CONNECTION_TYPES[spec.type];
  return (
    <Facts
      facts={{
        Type: title,
        ...Object.fromEntries(
          fields.flatMap(({ label, declared }) =>
            declared ? [[label, spec[declared]]] : [],
          ),
        ),
        Secret: `${namespace}/${connectionSecret(name, spec)}`,
        'Fetched from': spec.externalSecret?.store,
        'Used by': usedBy.length ? (
          <Flex direction="column" gap="1">
            {usedBy.map(user => (
              <EntityRefLink
                key={assetEntityRef(user)}
                entityRef={assetEntityRef(user)}
              />
            ))}
          </Flex>
        ) : (
          'Nothing yet'
        ),
        Owner: <EntityRefLink entityRef={owner} />,
      }}
    />
  );
}
