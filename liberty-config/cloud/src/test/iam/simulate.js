// Reads requests, each with the policies of its role, from standard input, and writes for each whether IAM allows it.
import { runSimulation } from '@cloud-copilot/iam-simulate'

let text = ''
for await (const chunk of process.stdin) {
  text += chunk
}
const allowAll = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
const results = []
for (const request of JSON.parse(text)) {
  const response = await runSimulation(
    {
      request: {
        principal: request.principal,
        action: request.action,
        resource: { resource: request.resource, accountId: request.account },
        contextVariables: request.context
      },
      identityPolicies: request.policies.map((policy, i) => ({ name: `policy${i}`, policy })),
      serviceControlPolicies: [{ orgIdentifier: 'root', policies: [{ name: 'all', policy: allowAll }] }],
      resourceControlPolicies: []
    },
    {}
  )
  results.push(response.resultType === 'error' ? `error: ${JSON.stringify(response.errors)}` : String(response.overallResult ?? response.resultType))
}
process.stdout.write(JSON.stringify(results))
