export * from './DeclarationFeed';
export * from './GreenroomEntityProvider';
