import { quantityOf } from '../../model/quantity.ts';

/** A resource.Quantity as a number; 0 for what is none. */
export const quantity = (value: unknown): number => quantityOf(value) ?? 0;
