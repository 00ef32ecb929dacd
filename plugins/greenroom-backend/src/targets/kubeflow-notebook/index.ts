export * from './notebookWorkbench';
export * from './notebooks';
