"""What the bureau looks at beside the verdicts: how far unions are, what they owe and got, what approvals rest on."""
