import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navModule } from './modules/nav';

// The other plugins are found by feature discovery (`app.packages: all` in app-config.yaml).
export default createApp({ features: [catalogPlugin, navModule] });
