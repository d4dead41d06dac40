/** What each step of the tour points at, in the workspace. */
export const STEPS = ['.map', '.dock', '.side', '.runbar', '.trust'] as const;
