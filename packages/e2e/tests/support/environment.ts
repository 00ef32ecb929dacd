/** A setting that `npm run e2e` gives; it is missing when Playwright is started by hand. */
export function environment(name: `GREENROOM_E2E_${string}`): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run the tests with npm run e2e`);
  }
  return value;
}
