import { Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import { ReactNode } from 'react';

export interface DialogFrameProps {
  title: string;
  /** Of what is read rather than answered. */
  wide?: boolean;
  /** The buttons. */
  footer: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that is open as long as it is there, and never wider than the window. */
export const DialogFrame = ({
  title,
  wide,
  footer,
  onClose,
  children,
}: DialogFrameProps) => (
  <Dialog
    isOpen
    width={`min(${wide ? 64 : 32}rem, calc(100vw - 2rem))`}
    onOpenChange={open => !open && onClose()}
  >
    <DialogHeader>{title}</DialogHeader>
    <DialogBody>{children}</DialogBody>
    <DialogFooter>{footer}</DialogFooter>
  </Dialog>
);
