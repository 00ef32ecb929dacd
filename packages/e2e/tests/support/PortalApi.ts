import {
  Asset,
  AssetRef,
  DeclareRequest,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';
import { environment } from './environment';

/** What the portal said. */
export interface Answer<T = unknown> {
  status: number;
  /** Parsed when it is JSON, else the text. */
  body: T;
}

/** The portal's HTTP API as the guest, who is Dana of the group `fraud`. */
export class PortalApi {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async signIn(): Promise<PortalApi> {
    const url = environment('GREENROOM_E2E_URL');
    const response = await fetch(`${url}/api/auth/guest/refresh`, {
      method: 'POST',
    });
    if (!response.ok) {
      throw new Error(`The guest may not sign in: ${response.status}`);
    }
    const { backstageIdentity } = (await response.json()) as {
      backstageIdentity: { token: string };
    };
    return new PortalApi(url, backstageIdentity.token);
  }

  /** @param path - after `/api` */
  async send<T = unknown>(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.#url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        ...options.headers,
      },
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    const text = await response.text();
    const json = response.headers
      .get('content-type')
      ?.startsWith('application/json');
    return {
      status: response.status,
      body: (json ? JSON.parse(text) : text) as T,
    };
  }

  /** Answers what the API says, refusals too. */
  asset<K extends Kind>(ref: AssetRef<K>): Promise<Answer<Asset<K>>> {
    return this.send('GET', assetPath(ref));
  }

  declare<K extends Kind>(
    ref: AssetRef<K>,
    request: Pick<DeclareRequest<K>, 'spec' | 'reason'>,
  ): Promise<Answer<Asset<K>>> {
    return this.send('PUT', assetPath(ref), { body: request });
  }

  remove(
    ref: AssetRef,
    { deleteData = false }: { deleteData?: boolean } = {},
  ): Promise<Answer> {
    return this.send('DELETE', `${assetPath(ref)}?deleteData=${deleteData}`);
  }
}

/** Path of an asset after `/api`. */
export function assetPath({ kind, project, name }: AssetRef): string {
  return `/greenroom/v1/assets/${kind}/${project}/${name}`;
}
