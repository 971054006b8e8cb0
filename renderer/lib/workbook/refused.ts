import type { WorkbookFault } from './workbook.ts';

/** Thrown where a workbook is refused while it is still being read. */
export class Refused extends Error {
  readonly fault: WorkbookFault;
  constructor(fault: WorkbookFault) {
    super(fault);
    this.fault = fault;
  }
}

/** What is wrong with a workbook whose reading ended in this error. */
export const faultOf = (error: unknown): WorkbookFault => (error instanceof Refused ? error.fault : 'brokenWorkbook');
