export * from './GreenroomProcessor';
