import { AuthService } from '@backstage/backend-plugin-api';
import {
  DeclarationChange,
  GreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-common';

/** What changed since a sequence, and up to which. */
export interface FeedPage {
  sequence: number;
  items: DeclarationChange[];
}

/** Reads the change feed of declarations as this service. */
export class DeclarationFeed {
  readonly #auth: AuthService;
  readonly #greenroom: GreenroomApi;

  constructor(options: { auth: AuthService; greenroom: GreenroomApi }) {
    this.#auth = options.auth;
    this.#greenroom = options.greenroom;
  }

  /**
   * Everything after `since`, oldest first, over as many pages as there are.
   * @throws when any page cannot be read: part of a feed is worse than none
   */
  async readAll(since: number, signal?: AbortSignal): Promise<FeedPage> {
    const items: DeclarationChange[] = [];
    let sequence = since;
    for (;;) {
      const { token } = await this.#auth.getPluginRequestToken({
        onBehalfOf: await this.#auth.getOwnServiceCredentials(),
        targetPluginId: 'greenroom',
      });
      const page = await this.#greenroom.changes(sequence, { token, signal });
      items.push(...page.items);
      // A page may be empty and not the last: what it told of was removed meanwhile.
      const ended = page.sequence <= sequence;
      sequence = page.sequence;
      if (ended) return { sequence, items };
    }
  }
}
