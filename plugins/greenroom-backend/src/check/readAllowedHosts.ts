import { Config } from '@backstage/config';
import { AllowedHost, parsePattern } from './allowedHosts';
import { ALLOWED_HOSTS } from './refusals';

/**
 * Reads which hosts checks may talk to: none unless the platform team says so.
 *
 * @throws Error naming the entry that is wrong
 */
export function readAllowedHosts(config: Config): AllowedHost[] {
  const entries = config.getOptionalConfigArray(ALLOWED_HOSTS) ?? [];
  return entries.map((entry, index) => {
    const pattern = entry.getString('host');
    const parsed = parsePattern(pattern);
    if (!parsed) {
      throw new Error(
        `${ALLOWED_HOSTS}[${index}].host must be a host in lower case such as "s3.example.org", "*.example.org" or "s3.example.org:9000", not "${pattern}"`,
      );
    }
    return {
      ...parsed,
      plaintext: entry.getOptionalBoolean('plaintext') ?? false,
      privateAddresses: entry.getOptionalBoolean('privateAddresses') ?? false,
    };
  });
}
