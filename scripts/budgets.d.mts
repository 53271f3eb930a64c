type Outputs = Readonly<
  Record<
    string,
    { readonly bytes: number; readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }
  >
>;
type Budgets = Readonly<Record<string, number>>;

export const BUDGETS: Budgets;
export function overBudget(outputs: Outputs, budgets?: Budgets): readonly string[];
export function sizes(outputs: Outputs, budgets?: Budgets): string;
