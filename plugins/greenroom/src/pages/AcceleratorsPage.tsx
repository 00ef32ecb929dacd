import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import {
  LiveContent,
  useCapacity,
} from '@greenroom/backstage-plugin-greenroom-react';
import { AcceleratorUsageList } from '../parts/AcceleratorUsageList';
import { PageBody } from './PageBody';

/** The accelerators of every cluster. */
export const AcceleratorsPage = () => {
  const capacity = useCapacity();
  return (
    <PageBody>
      <LiveContent live={capacity} what="the accelerators">
        {seen =>
          seen.clusters.length ? (
            <>
              {seen.clusters.map(({ cluster }) => (
                <Card key={cluster}>
                  <CardHeader>
                    <Text as="h2" variant="title-x-small">
                      {cluster}
                    </Text>
                  </CardHeader>
                  <CardBody>
                    <AcceleratorUsageList capacity={seen} cluster={cluster} />
                  </CardBody>
                </Card>
              ))}
            </>
          ) : (
            <Text as="p">No cluster is configured.</Text>
          )
        }
      </LiveContent>
    </PageBody>
  );
};
