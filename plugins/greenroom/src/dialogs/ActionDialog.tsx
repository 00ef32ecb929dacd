import { Alert, Button, Flex } from '@backstage/ui';
import { failureText } from '@greenroom/backstage-plugin-greenroom-react';
import { ReactNode, useState } from 'react';
import { DialogFrame } from './DialogFrame';

export interface ActionDialogProps {
  title: string;
  /** What the button says: what will happen. */
  action: string;
  destructive?: boolean;
  /** The reader has not yet given what is needed. */
  incomplete?: boolean;
  run: () => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
  children: ReactNode;
}

/** Asks before something is done, does it, and says when it did not work. */
export const ActionDialog = (props: ActionDialogProps) => {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  const act = async () => {
    setPending(true);
    setError(undefined);
    try {
      await props.run();
      props.onDone();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  };

  return (
    <DialogFrame
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <Button variant="secondary" onPress={props.onClose}>
            Cancel
          </Button>
          <Button
            destructive={props.destructive}
            isDisabled={props.incomplete}
            isPending={pending}
            onPress={act}
          >
            {props.action}
          </Button>
        </>
      }
    >
      <Flex direction="column" gap="4">
        {props.children}
        {error !== undefined && (
          <Alert
            role="alert"
            status="danger"
            icon
            title="That did not work"
            description={failureText(error)}
          />
        )}
      </Flex>
    </DialogFrame>
  );
};
