export * from './statefulSetWorkbench';
