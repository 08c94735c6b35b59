declare module 'kafkajs/src/network/requestQueue' {
  class RequestQueue {}
  export = RequestQueue;
}
