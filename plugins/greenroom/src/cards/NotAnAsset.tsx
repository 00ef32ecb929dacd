import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { ANNOTATION_ASSET } from '@greenroom/backstage-plugin-greenroom-common';

/** For an entity on which someone placed a card of ours although it stands for no such asset. */
export const NotAnAsset = ({ title }: { title: string }) => (
  <EntityInfoCard title={title}>
    <Text as="p">
      This entity has no annotation <code>{ANNOTATION_ASSET}</code> that names
      one.
    </Text>
  </EntityInfoCard>
);
