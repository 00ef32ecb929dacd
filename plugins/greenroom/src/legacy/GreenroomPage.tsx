import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { AcceleratorsPage } from '../pages/AcceleratorsPage';
import { AssetsPage } from '../pages/AssetsPage';
import { OverviewPage } from '../pages/OverviewPage';
import { StandardsPage } from '../pages/StandardsPage';

/** The pages under the header and tabs that the legacy system leaves to the plugin. */
export const GreenroomPage = () => (
  <Page themeId="tool">
    <Header title="Greenroom" />
    <TabbedLayout>
      <TabbedLayout.Route path="/" title="Overview">
        <OverviewPage />
      </TabbedLayout.Route>
      <TabbedLayout.Route path="/accelerators" title="Accelerators">
        <AcceleratorsPage />
      </TabbedLayout.Route>
      <TabbedLayout.Route path="/assets" title="Assets">
        <AssetsPage />
      </TabbedLayout.Route>
      <TabbedLayout.Route path="/standards" title="Standards">
        <StandardsPage />
      </TabbedLayout.Route>
    </TabbedLayout>
  </Page>
);
