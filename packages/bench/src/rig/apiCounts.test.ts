import { countSince, parseApiCounts } from './apiCounts';

const page = (patches: number) => `# TYPE apiserver_request_total counter
apiserver_request_total{code="200",component="apiserver",dry_run="",group="",resource="services",scope="resource",subresource="",verb="PATCH",version="v1"} ${patches}
apiserver_request_total{code="201",component="apiserver",dry_run="",group="",resource="services",scope="resource",subresource="",verb="PATCH",version="v1"} 2
apiserver_request_total{code="0",component="apiserver",dry_run="",group="apps",resource="statefulsets",scope="cluster",subresource="",verb="WATCH",version="v1"} 1e+03
`;

it('sums what the API server counted, and tells what came since', () => {
  const before = parseApiCounts(page(3));
  expect(before).toEqual({ 'PATCH services': 5, 'WATCH statefulsets': 1000 });
  expect(countSince(before, parseApiCounts(page(7)), /^PATCH /)).toBe(4);
  expect(countSince({}, before, /^PATCH /)).toBe(5);
});
