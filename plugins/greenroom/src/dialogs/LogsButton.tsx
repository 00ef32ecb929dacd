import { Button } from '@backstage/ui';
import { Asset } from '@greenroom/backstage-plugin-greenroom-common';
import { useState } from 'react';
import { LogsDialog } from './LogsDialog';

/** Opens the logs of an asset, for those who may read them. */
export const LogsButton = ({ asset }: { asset: Asset }) => {
  const [open, setOpen] = useState(false);
  if (!asset.can.includes('logs')) return null;
  return (
    <>
      <Button size="small" variant="tertiary" onPress={() => setOpen(true)}>
        Show logs…
      </Button>
      {open && <LogsDialog asset={asset} onClose={() => setOpen(false)} />}
    </>
  );
};
