import { Button, Flex, Text } from '@backstage/ui';
import { AssetSummary } from '@greenroom/backstage-plugin-greenroom-common';
import { useAsset } from '@greenroom/backstage-plugin-greenroom-react';
import { useState } from 'react';
import { DeleteDialog } from '../dialogs/DeleteDialog';

/** Name of an asset whose entity is gone: it has no page, so what can be done is here. */
export const UnclaimedName = ({ asset }: { asset: AssetSummary }) => {
  const [deleting, setDeleting] = useState(false);
  return (
    <Flex direction="column" gap="1" align="start">
      <Text as="span" variant="body-medium">
        {asset.title}
      </Text>
      <Text as="span" variant="body-small" color="secondary">
        Its entity is gone from the catalog; it goes on as it is. Bring the
        entity back, or delete the asset.
      </Text>
      <Button
        size="small"
        variant="secondary"
        aria-label={`Delete ${asset.title}…`}
        onPress={() => setDeleting(true)}
      >
        Delete…
      </Button>
      {deleting && <Deletion of={asset} onClose={() => setDeleting(false)} />}
    </Flex>
  );
};

/** The dialog needs the whole asset, which only who wants to delete it has to load. */
function Deletion({
  of: { kind, project, name },
  onClose,
}: {
  of: AssetSummary;
  onClose: () => void;
}) {
  const { asset } = useAsset({ kind, project, name });
  return asset ? (
    <DeleteDialog asset={asset} onClose={onClose} onDone={onClose} />
  ) : null;
}
