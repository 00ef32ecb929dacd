import {
  Declaration,
  ResolvedStandards,
  TOKEN_SECRET_SUFFIX,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  RenderContext,
  TokenSecret,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ContainerVariable } from './environment';
import { assetLabels } from './labels';

const KEY = 'token';

const secretName = (workbench: string) => `${workbench}${TOKEN_SECRET_SUFFIX}`;

/** The Secret with the token of a workbench; it goes with the object that makes its pod. */
export function workbenchToken(
  workbench: Declaration<'Workbench'>,
  { resolved }: RenderContext,
  owner: Pick<TokenSecret['owner'], 'apiVersion' | 'kind'>,
): TokenSecret | undefined {
  const { name } = workbench;
  return resolved.authentication === 'token'
    ? {
        name: secretName(name),
        key: KEY,
        labels: assetLabels(workbench),
        owner: { ...owner, name },
      }
    : undefined;
}

/** Jupyter takes its token from here, and then does not write one into its log. */
export function tokenVariables(
  workbench: string,
  { authentication }: ResolvedStandards,
): ContainerVariable[] {
  return authentication === 'token'
    ? [
        {
          name: 'JUPYTER_TOKEN',
          valueFrom: {
            secretKeyRef: { name: secretName(workbench), key: KEY },
          },
        },
      ]
    : [];
}
