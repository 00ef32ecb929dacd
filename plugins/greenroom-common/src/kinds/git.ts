import { z } from 'zod';
import { assetName } from './names';
import { secretReference } from './references';

const GIT_URL =
  /^https:\/\/[A-Za-z0-9][-A-Za-z0-9.]*(:[0-9]{1,5})?(\/[A-Za-z0-9_~][-A-Za-z0-9._~+%]*)*\/[A-Za-z0-9_][-A-Za-z0-9._+]*\/?$/;

/** What `git checkout` takes for a branch, a tag or a commit, and never for an option or another syntax. */
const GIT_REF = /^[A-Za-z0-9_][-A-Za-z0-9._/]*$/;

/** A repository that is cloned when the workbench starts and does not have it yet. */
export const gitChoice = z.strictObject({
  url: z
    .string('must be given')
    .max(500)
    .regex(
      GIT_URL,
      'must be an https:// address without credentials, such as "https://git.example.org/team/notebooks.git"',
    )
    .refine(
      url => !/^https:\/\/(localhost\b|[0-9.]+[:/])/.test(url),
      'must name a host, not an address',
    ),
  /** A branch, a tag or a commit; the repository's own branch when absent. */
  ref: z
    .string()
    .max(200)
    .regex(GIT_REF, 'must be a branch, a tag or a commit')
    .refine(ref => !ref.includes('..'), 'must not contain ".."')
    .optional(),
  /** The volume that it is cloned into; the first when absent. */
  storage: assetName.optional(),
  /** A Secret of the project with the keys `username` and `password`, for a private repository. */
  secret: secretReference.optional(),
});
export type GitChoice = z.infer<typeof gitChoice>;

/** Name of the folder that a clone of the address makes, as git itself has it. */
export function gitFolder(url: string): string {
  const [last = ''] = url.replace(/\/$/, '').split('/').slice(-1);
  return last.replace(/(.)\.git$/, '$1');
}
