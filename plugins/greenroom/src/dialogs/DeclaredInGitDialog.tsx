import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import { Asset, Source } from '@greenroom/backstage-plugin-greenroom-common';
import { safeHref } from '@greenroom/backstage-plugin-greenroom-react';
import { deletionConsequences } from './consequences';
import { DialogFrame } from './DialogFrame';

export interface DeclaredInGitDialogProps {
  asset: Asset;
  source: Extract<Source, { type: 'catalog' }>;
  /** What the reader wanted to do. */
  wanted: 'edit' | 'delete';
  onClose: () => void;
}

/** Says where an asset is declared, and what to write there: here it can be neither changed nor deleted. */
export const DeclaredInGitDialog = ({
  asset,
  source,
  wanted,
  onClose,
}: DeclaredInGitDialogProps) => {
  const { kept } = deletionConsequences(asset, false);
  return (
    <DialogFrame
      title={`${asset.title} is declared in Git`}
      onClose={onClose}
      footer={
        <Button variant="secondary" onPress={onClose}>
          Close
        </Button>
      }
    >
      <Flex direction="column" gap="3" style={{ overflowWrap: 'anywhere' }}>
        <Text as="p">
          It follows the entity <EntityRefLink entityRef={source.entityRef} />{' '}
          in <Location of={source.location} />.
        </Text>
        {wanted === 'edit' ? (
          <Text as="p">
            Change it there, under <code>spec.greenroom.spec</code>; Greenroom
            follows soon after the catalog has read it.
          </Text>
        ) : (
          <>
            <Text as="p">To delete it, write this into the entity:</Text>
            <pre style={{ margin: 0, overflowX: 'auto' }}>
              {'spec:\n  greenroom:\n    deletion: requested'}
            </pre>
            {kept.length > 0 && (
              <Text as="p">This is kept: {kept.join('; ')}.</Text>
            )}
            <Text as="p">
              Take the entity out of Git once the asset is gone. Taken out
              before, it leaves running what runs.
            </Text>
          </>
        )}
      </Flex>
    </DialogFrame>
  );
};

function Location({ of }: { of: string }) {
  const target = of.replace(/^url:/, '');
  const href = safeHref(target);
  return href ? (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {target}
    </Link>
  ) : (
    <code>{target}</code>
  );
}
