import { AuthService } from '@backstage/backend-plugin-api';
import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';

/** What every action needs. */
export interface ActionOptions {
  greenroom: GreenroomApi;
  auth: AuthService;
}
