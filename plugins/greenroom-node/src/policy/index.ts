export * from './greenroomPolicy';
