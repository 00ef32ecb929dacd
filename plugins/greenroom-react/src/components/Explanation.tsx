import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Flex,
  Link,
  Text,
} from '@backstage/ui';
import {
  Asset,
  ChainLink,
  Explanation as Cause,
  Fix,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useState } from 'react';
import { FixDialog } from './FixDialog';
import { safeHref } from './safeHref';

export interface ExplanationProps {
  /** Nothing is shown when there is nothing to explain. */
  of: Cause | undefined;
  /** Needed for fixes by one click; without it their texts are shown only. */
  asset?: Asset;
  /** A fix was declared: time to look again. */
  onFixed?: () => void;
}

/** Why an asset is as it is, what shows it, and what to do. */
export const Explanation = ({ of, asset, onFixed }: ExplanationProps) =>
  of ? (
    <Flex direction="column" gap="2" role="group" aria-label="Explanation">
      <Text as="p" variant="body-large" weight="bold">
        {of.summary}
      </Text>
      <Fixes fixes={of.fixes} asset={asset} onFixed={onFixed} />
      {of.chain.some(({ evidence }) => evidence) && (
        <Evidence chain={of.chain} />
      )}
    </Flex>
  ) : null;

function Fixes({
  fixes,
  asset,
  onFixed,
}: {
  fixes: readonly Fix[];
  asset?: Asset;
  onFixed?: () => void;
}) {
  const [chosen, setChosen] = useState<Fix>();
  if (!fixes.length) return null;
  return (
    <>
      <ul
        aria-label="What you can do"
        style={{ listStyle: 'none', margin: 0, padding: 0 }}
      >
        {fixes.map(fix => (
          <li key={fix.text} style={{ paddingBlock: 'var(--bui-space-1)' }}>
            <FixLine fix={fix} asset={asset} onChoose={() => setChosen(fix)} />
          </li>
        ))}
      </ul>
      {asset && chosen && (
        <FixDialog
          asset={asset}
          fix={chosen}
          onClose={() => setChosen(undefined)}
          onDone={() => {
            setChosen(undefined);
            onFixed?.();
          }}
        />
      )}
    </>
  );
}

function FixLine({
  fix,
  asset,
  onChoose,
}: {
  fix: Fix;
  asset?: Asset;
  onChoose: () => void;
}) {
  const href = fix.link && safeHref(fix.link);
  if (fix.change && asset && mayChange(asset)) {
    return (
      <Button
        variant="secondary"
        onPress={onChoose}
        style={{
          height: 'auto',
          paddingBlock: 'var(--bui-space-1)',
          whiteSpace: 'normal',
          textAlign: 'start',
        }}
      >
        {fix.text}
      </Button>
    );
  }
  if (href) {
    return (
      <Link href={href} target="_blank" rel="noopener noreferrer">
        {fix.text}
      </Link>
    );
  }
  return (
    <Text as="span">
      {fix.text}
      {fix.change && asset?.source.type === 'catalog' && ' (change it in Git)'}
    </Text>
  );
}

/** What is declared in Git is changed in Git: the API would refuse. */
function mayChange({ can, source }: Asset): boolean {
  return can.includes('update') && source.type === 'api';
}

function Evidence({ chain }: { chain: readonly ChainLink[] }) {
  return (
    <Accordion>
      <AccordionTrigger title="Evidence" />
      <AccordionPanel>
        <ol style={{ margin: 0, overflowWrap: 'anywhere' }}>
          {chain.map(({ object, evidence }) => (
            <li key={object}>
              <Text as="span" weight="bold">
                {object}
              </Text>
              {evidence && (
                <Text as="p" variant="body-small">
                  <code>{evidence}</code>
                </Text>
              )}
            </li>
          ))}
        </ol>
      </AccordionPanel>
    </Accordion>
  );
}
