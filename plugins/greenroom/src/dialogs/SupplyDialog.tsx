import { useApi } from '@backstage/core-plugin-api';
import { PasswordField, Text } from '@backstage/ui';
import {
  Asset,
  ConnectionValues,
  dockerConfig,
  secretFields,
} from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import { useState } from 'react';
import { ActionDialog } from './ActionDialog';

export interface SupplyDialogProps {
  asset: Asset<'Connection'>;
  onClose: () => void;
  onDone: () => void;
}

/** One thing that is typed. */
interface Input {
  key: string;
  label: string;
  required: boolean;
}

/** The two halves of a login, which nobody has as a Docker configuration. */
const LOGIN: readonly Input[] = [
  { key: 'user', label: 'User', required: true },
  { key: 'password', label: 'Password or token', required: true },
];

/** Sends the values of a connection straight to Greenroom, which writes them to the cluster. What is typed lives as long as the dialog. */
export const SupplyDialog = ({ asset, onClose, onDone }: SupplyDialogProps) => {
  const api = useApi(greenroomApiRef);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const { spec } = asset;
  const inputs = spec.type === 'oci' ? LOGIN : secretFields(spec.type);
  return (
    <ActionDialog
      title={`Supply the values of ${asset.title}`}
      action="Send"
      incomplete={inputs.some(({ key, required }) => required && !typed[key])}
      run={() => api.supply(asset, valuesOf(spec, typed))}
      onClose={onClose}
      onDone={onDone}
    >
      <Text as="p">
        They go straight into a Secret of the project and cannot be read back
        here. What was there before is replaced; what runs reads the new values
        when it starts again.
      </Text>
      {inputs.map(({ key, label, required }) => (
        <PasswordField
          key={key}
          label={label}
          secondaryLabel={required ? undefined : 'Optional'}
          autoComplete="off"
          value={typed[key] ?? ''}
          onChange={value => setTyped({ ...typed, [key]: value })}
        />
      ))}
    </ActionDialog>
  );
};

function valuesOf(
  { type, registry = '' }: Asset<'Connection'>['spec'],
  typed: Record<string, string>,
): ConnectionValues {
  if (type === 'oci') {
    const { user, password } = typed;
    return { '.dockerconfigjson': dockerConfig(registry, user, password) };
  }
  return Object.fromEntries(
    Object.entries(typed).filter(([, value]) => value !== ''),
  );
}
