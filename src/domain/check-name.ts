/** The one check that this app publishes. Rulesets require it by this name: renaming it means migrating them. */
export const CHECK_NAME = "training-gate";

/** The ruleset that requires it, kept by the app or made by hand: `pause` finds it by this name. */
export const RULESET_NAME = "training-gate";

/** The check on a pull request that changes the policy. Not to be required: it is on no other pull request. */
export const POLICY_CHECK_NAME = "training-gate/policy";
