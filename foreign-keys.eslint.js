/**
 * An object's own keys are not all it answers to: `table['constructor']` is a function. What is looked up by a
 * text that is not one of a few known ones stands in a Map, or is asked for by `own` (src/model/own.ts).
 */
export const noForeignKeys = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      foreign:
        'Objects answer to `constructor` and `__proto__` too: use a Map, or `own` of src/model/own.ts.',
    },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    return {
      'MemberExpression[computed=true]'(node) {
        if (node.parent.type === 'AssignmentExpression' && node.parent.left === node) return;
        const key = checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node.property));
        const isAnyText = (key.isUnion() ? key.types : [key]).some(
          (type) => checker.typeToString(type) === 'string',
        );
        if (isAnyText) context.report({ node, messageId: 'foreign' });
      },
    };
  },
};
