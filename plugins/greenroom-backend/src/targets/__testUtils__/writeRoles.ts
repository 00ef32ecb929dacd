import { writeFileSync } from 'node:fs';
import { ROLES_FILE, rolesFile } from './roles';

writeFileSync(ROLES_FILE, rolesFile());
