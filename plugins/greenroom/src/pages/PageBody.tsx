import { Container, Flex } from '@backstage/ui';
import { ReactNode } from 'react';

/** The space between a page's header, which the framework draws, and its content. */
export const PageBody = ({ children }: { children: ReactNode }) => (
  <Container pt="4" pb="8">
    <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
      {children}
    </Flex>
  </Container>
);
