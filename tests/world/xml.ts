import type { XmlNode } from '../../src/kernel/xml/index.ts'

/** The child elements of that name. */
export const all = (node: XmlNode, name: string): XmlNode[] => node.children.filter((child) => child.name === name)

/** The one node at a path of element names; fails where a step is missing or not unique. */
export function at(node: XmlNode, path: string): XmlNode {
  return path.split('/').reduce((from, name) => {
    const [first, second] = all(from, name)
    if (!first || second) throw new Error(`${first ? 'several' : 'no'} <${name}> in <${from.name}> on the way to ${path}`)
    return first
  }, node)
}

/** The text at a path. */
export const text = (node: XmlNode, path: string): string => at(node, path).text

/** The texts of the repeated elements at the end of a path: `CompletedNumbers/TelephoneNumber` gives each number's. */
export function texts(node: XmlNode, path: string): string[] {
  const steps = path.split('/')
  const last = steps.pop() ?? ''
  return all(steps.length === 0 ? node : at(node, steps.join('/')), last).map((child) => child.text)
}

/** Whether anything is at a path. */
export function has(node: XmlNode, path: string): boolean {
  return path.split('/').reduce<XmlNode[]>((from, name) => from.flatMap((one) => all(one, name)), [node]).length > 0
}

/** Names of the direct children, in order. */
export const names = (node: XmlNode): string[] => node.children.map((child) => child.name)
