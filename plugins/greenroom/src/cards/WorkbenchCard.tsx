import { Button, ButtonLink, Flex, Link, Text } from '@backstage/ui';
import {
  Asset,
  AssetRef,
  GitChoice,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetCard,
  Explanation,
  PhaseLine,
  Steps,
  useAsset,
  useStandards,
} from '@greenroom/backstage-plugin-greenroom-react';
import { RiExternalLinkLine } from '@remixicon/react';
import { useState } from 'react';
import { AccessDialog } from '../dialogs/AccessDialog';
import { AssetActions } from '../dialogs/AssetActions';
import { LogsButton } from '../dialogs/LogsButton';
import { AcceleratorFact } from '../parts/AcceleratorFact';
import { browserHref, EndpointList } from '../parts/EndpointList';
import { Events } from '../parts/Events';
import { Facts } from '../parts/Facts';
import { IdleText } from '../parts/IdleText';
import { hardwareText } from '../parts/hardwareText';
import { imageNews } from '../parts/imageNews';
import { StorageFact } from '../parts/StorageFact';
import { useTemplateHrefs } from '../parts/useTemplateHrefs';
import { WaitingUpdate } from '../parts/WaitingUpdate';
import { NotAnAsset } from './NotAnAsset';
import { useEntityAsset } from './useEntityAsset';

/** The workbench of an entity: how it is, why, and what one can do. */
export const WorkbenchCard = () => {
  const ref = useEntityAsset('Workbench');
  return ref ? <Workbench of={ref} /> : <NotAnAsset title="Workbench" />;
};

function Workbench({ of }: { of: AssetRef<'Workbench'> }) {
  const workbench = useAsset(of);
  return (
    <AssetCard
      title="Workbench"
      what="this workbench"
      asset={workbench}
      actions={asset => (
        <AssetActions asset={asset} onDone={workbench.refresh} />
      )}
    >
      {asset => (
        <>
          <PhaseLine status={asset.status} />
          <Explanation
            of={asset.status.explanation}
            asset={asset}
            onFixed={workbench.refresh}
          />
          <WaitingUpdate asset={asset} onDone={workbench.refresh} />
          {isUnderWay(asset) && <Steps steps={asset.status.steps} />}
          <WayIn asset={asset} />
          <WorkbenchFacts asset={asset} />
          <Events asset={asset}>
            <LogsButton asset={asset} />
          </Events>
        </>
      )}
    </AssetCard>
  );
}

function isUnderWay({ status: { phase } }: Asset): boolean {
  return phase === 'Pending' || phase === 'Progressing' || phase === 'Failed';
}

/** How to get into a workbench that runs: its address, and the token that it asks for. */
function WayIn({ asset }: { asset: Asset }) {
  const [showing, setShowing] = useState(false);
  const { can, resolved, status, title } = asset;
  if (status.phase !== 'Ready' && status.phase !== 'Degraded') return null;
  const href = status.endpoints.map(browserHref).find(Boolean);
  const hasToken =
    resolved.authentication === 'token' && can.includes('access');
  if (!href && !hasToken) return null;
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {href && (
        <ButtonLink
          href={href}
          target="_blank"
          rel="noopener noreferrer"
          iconEnd={<RiExternalLinkLine aria-hidden />}
          aria-label={`Open ${title} in a new tab`}
        >
          Open workbench
        </ButtonLink>
      )}
      {hasToken && (
        <Button variant="secondary" onPress={() => setShowing(true)}>
          Show token…
        </Button>
      )}
      {showing && (
        <AccessDialog asset={asset} onClose={() => setShowing(false)} />
      )}
    </Flex>
  );
}

function WorkbenchFacts({ asset }: { asset: Asset<'Workbench'> }) {
  const { spec, resolved, status } = asset;
  // Nothing answers there before it has started.
  const notLinked = isUnderWay(asset)
    ? []
    : status.endpoints.filter(endpoint => !browserHref(endpoint));
  return (
    <Facts
      facts={{
        Image: <ImageFact asset={asset} />,
        Hardware: hardwareText(asset),
        Accelerator: resolved.profile?.accelerator ? (
          <AcceleratorFact asset={asset} />
        ) : undefined,
        Storage: spec.storage?.length ? (
          <StorageFact asset={asset} />
        ) : undefined,
        'Git repository': spec.git && gitText(spec.git),
        Address: notLinked.length ? (
          <EndpointList endpoints={notLinked} />
        ) : undefined,
        'Last used': status.idle && <IdleText of={status.idle} />,
        'Kept data': status.kept?.join(', '),
      }}
    />
  );
}

/** The image with its version, whether it should still be used, and the one to go to. */
function ImageFact({ asset }: { asset: Asset<'Workbench'> }) {
  const { problem, upgrade } = imageNews(
    asset,
    useStandards('workbenchImages', asset.project).value,
  );
  const { edit } = useTemplateHrefs();
  const href =
    upgrade && asset.can.includes('update') && asset.source.type === 'api'
      ? edit(asset, { image: { name: upgrade.name, version: upgrade.version } })
      : undefined;
  return (
    <>
      <div>{imageText(asset)}</div>
      {problem && (
        <Text as="div" variant="body-small" color="warning">
          This version is {problem}.
        </Text>
      )}
      {upgrade && (
        <Text as="div" variant="body-small" color="secondary">
          Version {upgrade.version} is available.{' '}
          {href && <Link href={href}>Upgrade…</Link>}
        </Text>
      )}
    </>
  );
}

function imageText({ resolved: { image }, spec }: Asset<'Workbench'>): string {
  if ('ref' in spec.image) return spec.image.ref;
  return [image?.title ?? spec.image.name, image?.version ?? spec.image.version]
    .filter(Boolean)
    .join(' ');
}

function gitText({ url, ref }: GitChoice): string {
  return ref ? `${url} (${ref})` : url;
}
