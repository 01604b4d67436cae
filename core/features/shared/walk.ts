import type { JsonNode, JsonProperty, Path, Segment } from '../../json/nodes';

/**
 * Calls back for each node in source order with its path and, for values of properties, the property. False
 * stops going down.
 */
export function walk(
  root: JsonNode | undefined,
  visit: (node: JsonNode, path: Path, property: JsonProperty | undefined) => unknown,
): void {
  if (root !== undefined) step(root, [], undefined, visit);
}

function step(
  node: JsonNode,
  path: Segment[],
  owner: JsonProperty | undefined,
  visit: (node: JsonNode, path: Path, property: JsonProperty | undefined) => unknown,
): void {
  if (visit(node, path, owner) === false) return;
  if (node.props !== undefined) {
    for (const p of node.props) {
      path.push(p.key);
      step(p.value, path, p, visit);
      path.pop();
    }
  } else if (node.items !== undefined) {
    for (let i = 0; i < node.items.length; i++) {
      path.push(i);
      step(node.items[i]!, path, undefined, visit);
      path.pop();
    }
  }
}
