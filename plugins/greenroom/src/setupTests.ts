import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Lazy pages take their time where other tests use the cores too; what comes sooner is not waited for.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);
