import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'

const compilers = SerializerSelector()

/**
 * Compiles the serializer of an answer when that answer is first sent: compiling those of all doors would take half of the
 * time of a start.
 */
export const serializers: typeof compilers = (schemas, options) => {
  const compile = compilers(schemas, options)
  return (route) => {
    let serialize: ReturnType<typeof compile> | undefined
    return (answer) => {
      serialize ??= compile(route)
      return serialize(answer)
    }
  }
}
