export default {
  //@ in next.config
};
